// Events through outbox, RabbitMQ and inbox on PostgreSQL, against what MassTransit alone publishes and consumes on the same broker, taking turns.
//   infra/servers up && eval "$(infra/servers env)"
//   dotnet run -c Release --project tests/bench/messages [-- EVENTS [ROUNDS]]
using System.Globalization;
using Sightloop.Bench.Messages;
using Sightloop.Bench.Product;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var events = args.Length > 0 ? int.Parse(args[0]) : 5000;
var rounds = args.Length > 1 ? int.Parse(args[1]) : 5;
Console.WriteLine(Machine.Describe());
await using var place = await Place.PrepareAsync();
await using var alone = await MassTransitAlone.StartAsync(place);
await using var ours = await OutboxAndInbox.StartAsync(place);
await alone.RunAsync(500);
await ours.RunAsync(500);
var (bare, product) = (new Samples(), new Samples());
for (var round = 0; round < rounds; round++)
{
    bare.Add(events / await alone.RunAsync(events));
    product.Add(events / await ours.RunAsync(events));
    Console.WriteLine($"round {round + 1}: MassTransit alone {bare.Values[^1]:0} a second, outbox and inbox {product.Values[^1]:0} a second");
}

var ratio = product.Over(bare);
Console.WriteLine($"MassTransit alone {bare.Show("0")} a second, outbox and inbox {product.Show("0")} a second, ratio {ratio.Show("0.00")}, {Verdict.AtLeast(ratio.Median, 0.5, "x")}");
