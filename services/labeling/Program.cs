using Sightloop.Labeling;
using Sightloop.Platform.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.AddLabeling();
var app = builder.BuildHost();
app.MapLabeling();
app.Run();
