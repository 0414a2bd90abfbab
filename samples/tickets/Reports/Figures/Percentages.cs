namespace RepoTickets.CommandLine.Reports.Figures;

/// <summary>Shares of a whole.</summary>
internal static class Percentages
{
    /// <summary>A share in percent with one digit after the point; what there is none of counts as <paramref name="ofNothing"/>.</summary>
    internal static double Of(long part, long whole, double ofNothing = 0) =>
        whole == 0 ? ofNothing : Math.Round(100.0 * part / whole, 1, MidpointRounding.AwayFromZero);
}
