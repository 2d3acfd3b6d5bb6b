using Sightloop.Demo.Annotator;

namespace Sightloop.Bench.Effort;

/// <summary>Plays an arm on recorded detections.</summary>
public sealed class Replay(Recording recording, float fits, Prices prices)
{
    /// <summary>A promise's sample is drawn by chance: the mean of so many draws is told.</summary>
    private const int Draws = 20;

    private readonly Scene scene = new(recording);

    /// <summary>Every box drawn.</summary>
    public double ByHand
    {
        get
        {
            var tally = new Tally();
            foreach (var image in recording.Images)
            {
                tally.Add(SimulatedAnnotator.Draw(Scene.Truth(image)), Scene.Truth(image));
            }

            return prices.Of(tally);
        }
    }

    public Tally Play(Arm arm)
    {
        var steps = Steps;
        var session = new Session(scene, arm, prices, fits);
        var oneByOne = arm.End == Ending.Review ? steps : steps[..^1];
        foreach (var step in oneByOne)
        {
            Review(session, step);
        }

        if (arm.End == Ending.Review)
        {
            return session.Tally;
        }

        session.Begin(recording.Models[steps.Count - 2], []);
        return Tally.Mean([.. Enumerable.Range(0, arm.End == Ending.Promise ? Draws : 1).Select(draw => End(arm, session.Copy(), steps[^1], draw))]);
    }

    /// <summary>Seconds of the person until each model began to train, with the usual arm.</summary>
    public IReadOnlyList<double> SecondsAtModels()
    {
        var session = new Session(scene, Arm.Usual, prices, fits);
        return [.. Steps.Select(step =>
        {
            Review(session, step);
            return prices.Of(session.Tally);
        })];
    }

    private List<List<PlayedImage>> Steps => [.. recording.Images.GroupBy(image => image.Step).OrderBy(group => group.Key).Select(group => group.ToList())];

    private void Review(Session session, List<PlayedImage> step)
    {
        if (step[0].Step > 0)
        {
            session.Begin(recording.Models[step[0].Step - 1], step);
        }

        foreach (var image in step)
        {
            if (image.Step == 0)
            {
                session.Draw(image);
            }
            else
            {
                session.Review(image);
            }
        }
    }

    private Tally End(Arm arm, Session session, List<PlayedImage> rest, int draw)
    {
        switch (arm.End)
        {
            case Ending.Promise:
                PromiseEnding.Play(session, rest, arm.MaxWrong, draw);
                break;
            case Ending.Wall or Ending.WallAndImages:
                WallEnding.Play(session, rest, arm.End == Ending.WallAndImages);
                break;
            default:
                TrackEnding.Play(session, recording.Images, rest);
                break;
        }

        return session.Tally;
    }
}
