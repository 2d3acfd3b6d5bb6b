using Sightloop.Gateway;
using Sightloop.Platform.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.AddGateway();
var app = builder.BuildHost();
app.MapGateway();
app.Run();
