namespace Sightloop.Labeling.Proposals;

/// <summary>How a proposed box is shown: solid ones are accepted with the image, ghosts are beside it for one click.</summary>
public static class Tiers
{
    public const string Solid = "solid";
    public const string Ghost = "ghost";

    /// <summary>Kept, but not worth a look: not shown.</summary>
    public const string Hidden = "hidden";
}
