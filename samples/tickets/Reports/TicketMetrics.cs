using RepoTickets.CommandLine.Reports.Figures;

namespace RepoTickets.CommandLine.Reports;

/// <summary>
/// The figures of the report that <c>tickets metrics</c> and the screen show: computed once, in <see cref="Figures"/>, so that all say the
/// same.
/// </summary>
internal sealed record TicketMetrics
{
    private const string Unassigned = "unassigned";

    /// <summary>The names that the JSON form has had from the beginning, in the order of <see cref="Ages"/>.</summary>
    private static readonly string[] AgeNames = ["0-2", "3-7", "8-28", "29-90", ">90"];

    internal required OverviewFigures Overview { get; init; }

    internal required RiskFigures Risk { get; init; }

    internal required VelocityFigures Velocity { get; init; }

    internal required IReadOnlyList<Share> ByAssignee { get; init; }

    internal required IReadOnlyList<Share> ByLabel { get; init; }

    internal required IReadOnlyList<Share> OpenByAge { get; init; }

    /// <summary>Whole days from creation to the end, on average; 0 while nothing is finished.</summary>
    internal double AverageResolutionDays => Velocity.AverageDays ?? 0;

    internal static TicketMetrics Of(ReportSource source) => new()
    {
        Overview = OverviewFigures.Of(source),
        Risk = RiskFigures.Of(source),
        Velocity = VelocityFigures.Of(source, TicketHistory.All(source)),
        ByAssignee =
        [
            .. Distributions.ByAssignee(source).Take(Distributions.MostBars).Select(
                static share => share.Name == Distributions.Nobody ? share with { Name = Unassigned } : share),
        ],
        ByLabel = [.. Distributions.ByLabel(source).Take(Distributions.MostBars)],
        OpenByAge = [.. Ages.Of(source).Select(static (share, index) => share with { Name = AgeNames[index] })],
    };
}
