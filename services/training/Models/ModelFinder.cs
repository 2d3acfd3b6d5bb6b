using Sightloop.Contracts.Questions;
using Sightloop.Platform.Messaging;

namespace Sightloop.Training.Models;

/// <summary>Answers which model to use.</summary>
internal sealed class ModelFinder(ModelStore models) : IAnswer<FindModel, ModelFound>
{
    public async Task<ModelFound> AnswerAsync(FindModel question, CancellationToken cancellation)
    {
        var model = question.ModelId is { } id
            ? await models.FindAsync(id, cancellation)
            : await models.FindInUseAsync(question.ProjectId, cancellation);
        return new ModelFound(model?.ProjectId == question.ProjectId ? model.ToMessage() : null);
    }
}
