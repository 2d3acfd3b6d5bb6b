using System.Globalization;
using Sightloop.Audit.Certificates;
using Sightloop.Audit.Statistics;
using Sightloop.Contracts.Labels;
using Sightloop.Demo.Api;
using Sightloop.Demo.Truth;
using Sightloop.Labeling.Proposals;

namespace Sightloop.Bench.Effort;

/// <summary>
/// "At most so many wrong at 95 %" is asked for what is left, as the model proposes it. People look at the sample in the promise's own random order until the largest band that can be had
/// is certified; its other images are accepted unseen, those outside it are looked at one by one. Bands, order and bounds are the product's.
/// </summary>
internal static class PromiseEnding
{
    private const double Confidence = 0.95;

    public static void Play(Session session, List<PlayedImage> rest, double maxWrong, int draw)
    {
        var frozen = rest.Select((image, i) => new Frozen(Scene.Id(i, 4), image, session)).ToDictionary(image => image.Id);
        var order = RandomOrder.Of(draw.ToString(CultureInfo.InvariantCulture), frozen.Keys).Select(id => frozen[id]).ToList();
        List<Frozen> certified = [];
        foreach (var band in Band.Of(order.Select(image => image.Score), maxWrong))
        {
            var members = order.Where(image => image.Score >= band.ScoreFrom).ToList();
            var bound = new WrongImages(band.Images, maxWrong, Confidence);
            var (n, wrong) = (0, 0);
            while (n < members.Count && !bound.Holds(n, wrong) && bound.MoreChecks(n, wrong) is not null)
            {
                members[n].Check(session);
                wrong += members[n++].IsWrong ? 1 : 0;
            }

            if (!bound.Holds(n, wrong))
            {
                break;
            }

            certified = members;
        }

        foreach (var image in certified)
        {
            image.Accept(session);
        }

        foreach (var image in order)
        {
            image.Check(session);
        }
    }

    /// <summary>An image as the promise found it.</summary>
    private sealed class Frozen
    {
        private readonly PlayedImage image;
        private readonly List<NewAnnotation> solid;
        private readonly List<TruthBox> truth;
        private bool isDone;

        public Frozen(Guid id, PlayedImage image, Session session)
        {
            (Id, this.image) = (id, image);
            var shown = session.Shown(image);
            solid = [.. shown.Where(box => box.Tier == Tiers.Solid).Select(box => new NewAnnotation(box.Label, box.Box))];
            truth = Scene.Truth(image);
            Score = Sureness.Of([.. shown.Select(box => (box.Score!.Value, box.Tier == Tiers.Solid))]);
            IsWrong = BoxPartners.Compare(
                [.. solid.Select(box => Compared(session, box))], [.. truth.Select(box => Compared(session, new(box.Label, PixelBox.From(box.Box))))]).IsWrong;
        }

        public Guid Id { get; }

        public double Score { get; }

        public bool IsWrong { get; }

        public void Check(Session session)
        {
            if (!isDone)
            {
                session.Review(image);
                isDone = true;
            }
        }

        public void Accept(Session session)
        {
            if (!isDone)
            {
                session.Tally.LeaveUnseen(solid, truth);
                isDone = true;
            }
        }

        private static ComparedBox Compared(Session session, NewAnnotation box) =>
            new(session.Scene.LabelId(box.Label), new BoxRecord(box.Box!.X, box.Box.Y, box.Box.Width, box.Box.Height));
    }
}
