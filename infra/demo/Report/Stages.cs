using System.Globalization;
using Spectre.Console;

namespace Sightloop.Demo.Report;

/// <summary>Tells a person what is going on: bars on a terminal, plain lines where the output is redirected.</summary>
public sealed class Stages(IAnsiConsole console, bool isPlain, TimeProvider clock)
{
    /// <summary>Runs one stage under its title; the work reports its progress as 0..1.</summary>
    public Task<T> RunAsync<T>(string title, Func<IProgress<double>, Task<T>> work) =>
        isPlain ? PlainAsync(title, work) : BarAsync(title, work);

    public void Note(string text)
    {
        if (isPlain)
        {
            console.Profile.Out.Writer.WriteLine(text);
        }
        else
        {
            console.WriteLine(text);
        }
    }

    public void Print(Figures figures)
    {
        var rows = Yardstick.Rows(figures);
        if (isPlain)
        {
            foreach (var row in rows)
            {
                Note($"{row.What,-30}{row.ThisRun}{(row.Then.Length > 0 ? $"   [film: {row.Then}]" : "")}");
            }
        }
        else
        {
            var table = new Table().RoundedBorder().AddColumns("", $"This run: {Markup.Escape(figures.Data)}", "The film");
            foreach (var row in rows)
            {
                table.AddRow(Markup.Escape(row.What), Markup.Escape(row.ThisRun), Markup.Escape(row.Then));
            }
            console.Write(table);
        }
        Note($"The project stays: {figures.ProjectUrl}");
    }

    private async Task<T> BarAsync<T>(string title, Func<IProgress<double>, Task<T>> work)
    {
        var progress = console.Progress().Columns(
            new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn());
        return await progress.StartAsync(async context =>
        {
            var bar = context.AddTask(Markup.Escape(title), maxValue: 1);
            var result = await work(new Meter(done => bar.Value = Math.Clamp(done, 0, 1)));
            bar.Value = 1;
            return result;
        });
    }

    private async Task<T> PlainAsync<T>(string title, Func<IProgress<double>, Task<T>> work)
    {
        var start = clock.GetTimestamp();
        var told = 0;
        Note(title);
        var result = await work(new Meter(done =>
        {
            var quarter = (int)(Math.Clamp(done, 0, 1) * 4);
            if (quarter > told && quarter < 4)
            {
                told = quarter;
                Note($"  {quarter * 25} %");
            }
        }));
        Note($"  done after {clock.GetElapsedTime(start).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s");
        return result;
    }

    private sealed class Meter(Action<double> tell) : IProgress<double>
    {
        public void Report(double value) => tell(value);
    }
}
