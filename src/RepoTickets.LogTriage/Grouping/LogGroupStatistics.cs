namespace RepoTickets.LogTriage;

/// <summary>Counts of a grouper.</summary>
/// <param name="Groups">Groups kept.</param>
/// <param name="Overflowed">Records that went to an overflow group because a bound was reached. Above 0 it is a warning: faults may be hidden there.</param>
/// <param name="Forgotten">Groups that were forgotten because no record came for long and the bound was reached.</param>
public readonly record struct LogGroupStatistics(int Groups, long Overflowed, long Forgotten);
