using Sightloop.Platform.Tests.Hosting;
using Sightloop.Testing;

namespace Sightloop.Platform.Tests.Messaging;

public sealed class QuestionTests
{
    /// <summary>The one who answers may have a clock that is minutes ahead: by it the question is over long ago.</summary>
    [Fact]
    public async Task An_answer_does_not_expire_with_the_question_by_the_clock_of_the_one_who_answers()
    {
        await using var host = await PlatformHost.StartAsync(Column.Cluster);

        var answer = await host.AskAsync(TimeSpan.FromSeconds(20));

        Assert.Null(answer.Message.Project);
        Assert.True(answer.ExpirationTime - answer.SentTime > TimeSpan.FromMinutes(5), $"sent {answer.SentTime}, expires {answer.ExpirationTime}");
    }
}
