using RepoTickets.CommandLine.Reports.Graph;

namespace RepoTickets.CommandLine.Reports.Figures;

/// <summary>Everything that a report shows, computed from its source alone.</summary>
internal sealed record ReportFigures
{
    internal required ReportSource Source { get; init; }

    internal required OverviewFigures Overview { get; init; }

    internal required RiskFigures Risk { get; init; }

    internal required VelocityFigures Velocity { get; init; }

    internal required RequirementFigures Requirements { get; init; }

    internal required FlowFigures Flow { get; init; }

    internal required IReadOnlyList<Share> Statuses { get; init; }

    internal required IReadOnlyList<Share> Priorities { get; init; }

    internal required IReadOnlyList<Share> Assignees { get; init; }

    internal required IReadOnlyList<Share> Labels { get; init; }

    internal required IReadOnlyList<Share> OpenByAge { get; init; }

    internal required IReadOnlyList<TimelineEvent> Timeline { get; init; }

    internal required DependencyGraph Dependencies { get; init; }

    internal static ReportFigures Compute(ReportSource source)
    {
        var histories = TicketHistory.All(source);
        return new()
        {
            Source = source,
            Overview = OverviewFigures.Of(source),
            Risk = RiskFigures.Of(source),
            Velocity = VelocityFigures.Of(source, histories),
            Requirements = RequirementFigures.Of(source),
            Flow = FlowFigures.Of(source, histories),
            Statuses = Distributions.ByStatus(source),
            Priorities = Distributions.ByPriority(source),
            Assignees = Distributions.ByAssignee(source),
            Labels = Distributions.ByLabel(source),
            OpenByAge = Ages.Of(source),
            Timeline = TimelineEvents.Newest(histories),
            Dependencies = DependencyGraph.Of(source.Tickets),
        };
    }
}
