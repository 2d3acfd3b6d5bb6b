using Sightloop.Platform.Hosting;
using Sightloop.Training;
using Sightloop.Training.Runs;

if (args is [TrainingChild.Command or TrainingChild.BaseModelCommand, ..])
{
    return await TrainingChild.RunAsync(args);
}

var builder = WebApplication.CreateBuilder(args);
builder.AddTraining();
var app = builder.BuildHost();
app.MapTraining();
app.Run();
return 0;
