using Sightloop.Gateway;
using Sightloop.Gateway.Proxy;
using Sightloop.Platform.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.Configuration.AddClusterRoutes();
builder.AddGateway();
var app = builder.BuildHost();
app.MapGateway();
app.Run();
