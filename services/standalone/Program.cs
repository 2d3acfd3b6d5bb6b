using Sightloop.Audit;
using Sightloop.Gateway;
using Sightloop.Inference;
using Sightloop.Ingest;
using Sightloop.Labeling;
using Sightloop.Platform.Hosting;
using Sightloop.Standalone;
using Sightloop.Standalone.Data;
using Sightloop.Standalone.Safety;
using Sightloop.Training;

try
{
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
    builder.Configuration.AddDataFolder();
    builder.Configuration.AddDefaultAddress();
    Addresses.RefuseOpenOnes(builder.Configuration);
    using var folder = FolderLock.Take(builder.Configuration["Database:Folder"]!);
    builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(8));
    builder.AddIngest();
    builder.AddLabeling();
    builder.AddTraining();
    builder.AddInference();
    builder.AddAudit();
    builder.AddGateway();

    var app = builder.BuildHost();
    app.UseOwnPagesOnly();
    app.MapIngest();
    app.MapLabeling();
    app.MapTraining();
    app.MapInference();
    app.MapAudit();
    app.MapGateway();
    app.Run();
    return 0;
}
catch (StartRefusedException e)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}
