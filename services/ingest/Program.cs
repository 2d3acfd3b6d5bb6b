using Sightloop.Ingest;
using Sightloop.Platform.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.AddIngest();
var app = builder.BuildHost();
app.MapIngest();
app.Run();
