using Sightloop.Audit;
using Sightloop.Platform.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.AddAudit();
var app = builder.BuildHost();
app.MapAudit();
app.Run();
