using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http.HttpResults;
using Sightloop.Labeling.Images;
using Sightloop.Labeling.Projects;
using Sightloop.Labeling.Proposals;
using Sightloop.Platform.Database;
using Sightloop.Platform.Web;

namespace Sightloop.Labeling.Wall;

/// <summary>Which boxes are asked for, in which order and from where.</summary>
public record WallChoice
{
    /// <summary>Name or id of a class; all classes when absent.</summary>
    public string? Label { get; init; }

    /// <summary>solid (what is proposed or drawn, the default) or ghost (near misses).</summary>
    public string? Tier { get; init; }

    /// <summary>auto (what models propose) or labeled (labels of checked images); both when absent.</summary>
    public string? State { get; init; }

    public double? MinScore { get; init; }
    public double? MaxScore { get; init; }

    /// <summary>doubt (the default), score, surest, size, random or neighbours.</summary>
    public string? Sort { get; init; }

    public int? Limit { get; init; }

    /// <summary>Of the page before.</summary>
    public string? Cursor { get; init; }
}

/// <summary>A page of the wall, as a checked choice asks for it.</summary>
/// <param name="Filter">Which boxes.</param>
/// <param name="Sort">In which order.</param>
/// <param name="After">After which box; null for the first page.</param>
/// <param name="Size">How many.</param>
internal sealed record WallPage(WallFilter Filter, string Sort, WallCursor? After, int Size)
{
    /// <param name="choice">What is asked for.</param>
    /// <param name="project">In which project.</param>
    /// <param name="holder">The caller's claim, for a page without what is reserved for others; null to look at all.</param>
    /// <param name="page">The page.</param>
    /// <param name="problem">What is wrong with the choice.</param>
    public static bool TryRead(
        WallChoice choice, Project project, Guid? holder, [NotNullWhen(true)] out WallPage? page, [NotNullWhen(false)] out ProblemHttpResult? problem)
    {
        page = null;
        if (!Paging.TryRead<WallCursor>(choice.Limit, choice.Cursor, out var size, out var after, out problem)
            || !BoxFilter.TryRead(project, choice.Label, choice.MinScore, choice.MaxScore, out var boxes, out problem))
        {
            return false;
        }

        var sort = choice.Sort ?? "doubt";
        problem = choice switch
        {
            _ when !WallQuery.Sorts.ContainsKey(sort) || (after is not null && after.Sort != sort) =>
                Problems.BadRequest($"sort must be one of {string.Join(", ", WallQuery.Sorts.Keys)}, the same on every page."),
            { Tier: not (null or Tiers.Solid or Tiers.Ghost) } => Problems.BadRequest("tier must be solid (what is proposed or drawn) or ghost (near misses)."),
            { State: not (null or ImageRow.Auto or ImageRow.Labeled) } => Problems.BadRequest("state must be auto (what models propose) or labeled (labels of checked images)."),
            _ => null,
        };
        if (problem is not null)
        {
            return false;
        }

        page = new WallPage(new WallFilter(project.Id, boxes.Label is { } one ? [one] : [.. project.Labels.Select(label => label.Id)], choice.Tier == Tiers.Ghost, choice.State, boxes.MinScore, boxes.MaxScore, holder), sort, after, size);
        return true;
    }

    public async Task<Page<WallBox>> ReadAsync(Reader reader)
    {
        var rows = await WallQuery.PageAsync(reader, Filter, Sort, After, Size + 1);
        return Page.Of(rows, Size, row => new WallCursor(Sort, row.Place, row.Dice, row.Id), row => row.ToView(Filter.Project));
    }
}
