namespace Sightloop.Demo.Tests;

public sealed class CommandLineTests
{
    [Fact]
    public async Task Without_options_it_runs_the_yardstick_on_the_film()
    {
        var options = await ParseAsync();

        Assert.Equal(new DemoOptions(null, 55, 91, false, new Uri("http://localhost:8080"), 70, 100, 7, null), options);
    }

    [Fact]
    public async Task Takes_every_option()
    {
        var options = await ParseAsync(
            "--data", "/d", "--labels", "20", "--auto", "30", "--task", "classification", "--url", "http://h:1", "--budget", "15",
            "--evaluate", "0", "--seed", "1", "--json", "f.json");

        Assert.Equal(new DemoOptions("/d", 20, 30, true, new Uri("http://h:1"), 15, 0, 1, "f.json"), options);
    }

    [Fact]
    public async Task The_last_address_named_wins() =>
        Assert.Equal(new Uri("http://b:2"), (await ParseAsync("--url", "http://a:1", "--url", "http://b:2"))!.Url);

    [Theory]
    [InlineData("--labels", "0")]
    [InlineData("--budget", "3")]
    [InlineData("--task", "segmentation")]
    [InlineData("--url", "localhost")]
    public void Refuses_what_makes_no_sense(string option, string value) =>
        Assert.NotEmpty(CommandLine.Build((_, _) => Task.FromResult(0)).Parse([option, value]).Errors);

    private static async Task<DemoOptions?> ParseAsync(params string[] arguments)
    {
        DemoOptions? seen = null;
        var command = CommandLine.Build((options, _) =>
        {
            seen = options;
            return Task.FromResult(ExitCode.Success);
        });
        Assert.Equal(ExitCode.Success, await command.Parse(arguments).InvokeAsync());
        return seen;
    }
}
