using Sightloop.Inference;
using Sightloop.Platform.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.AddInference();
var app = builder.BuildHost();
app.MapInference();
app.Run();
