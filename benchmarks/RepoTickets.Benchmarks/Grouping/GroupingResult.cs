using System.Text.Json.Serialization;

namespace RepoTickets.Benchmarks.Grouping;

/// <summary>One run of the measurement of grouping.</summary>
/// <param name="Kind">Which measurement.</param>
/// <param name="Measured">When.</param>
/// <param name="Machine">Where.</param>
/// <param name="Remark">What else the machine did.</param>
/// <param name="Seed">What the lines were made from.</param>
/// <param name="BytesOfALine">How long a message of the rows is, on average.</param>
/// <param name="Rows">Lines a second.</param>
/// <param name="Hostile">Memory under lines that are all different.</param>
internal sealed record GroupingResult(
    string Kind, DateTimeOffset Measured, string Machine, string Remark, int Seed, double BytesOfALine, IReadOnlyList<GroupingRow> Rows,
    HostileState Hostile);

/// <summary>Lines of known groups, by one thread.</summary>
/// <param name="Operation">From what to what.</param>
/// <param name="Lines">Lines of a round.</param>
/// <param name="Rounds">How many rounds.</param>
/// <param name="PerProcessorSecond">Lines for each second of processor time: the median of the rounds.</param>
/// <param name="Slowest">The same of the slowest round.</param>
/// <param name="BytesAllocated">Allocated for each line.</param>
/// <param name="Goal">How many lines there should be; null where none was set.</param>
/// <param name="GoalBytes">How much may be allocated for each; null where none was set.</param>
internal sealed record GroupingRow(
    string Operation, int Lines, int Rounds, double PerProcessorSecond, double Slowest, double BytesAllocated, double? Goal = null,
    double? GoalBytes = null)
{
    public bool Met => PerProcessorSecond >= (Goal ?? 0) && BytesAllocated <= (GoalBytes ?? double.MaxValue);
}

/// <summary>What a grouper holds after lines of which no two are alike.</summary>
/// <param name="Lines">How many.</param>
/// <param name="Groups">Groups that it keeps.</param>
/// <param name="Overflowed">Lines that went to a group for what is too much.</param>
/// <param name="Megabytes">What comes free when it goes, in MiB.</param>
/// <param name="GoalMegabytes">How much that may be.</param>
/// <param name="PerProcessorSecond">Lines for each second of processor time.</param>
internal sealed record HostileState(
    int Lines, int Groups, long Overflowed, double Megabytes, double GoalMegabytes, double PerProcessorSecond)
{
    [JsonIgnore]
    internal bool Met => Megabytes <= GoalMegabytes;
}
