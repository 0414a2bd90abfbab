namespace RepoTickets;

/// <summary>A store built its index anew.</summary>
/// <param name="TicketCount">How many tickets are in it.</param>
public sealed record IndexRebuilt(int TicketCount);

/// <summary>A store emptied its cache.</summary>
/// <param name="TicketCount">How many tickets were dropped from memory.</param>
public sealed record CacheCleared(long TicketCount);

/// <summary>A store found a file that it cannot read. Told by each process that finds it, once for each state of the file.</summary>
/// <param name="Path">The path inside the <c>.tickets</c> folder, with forward slashes.</param>
/// <param name="Reason">What kind of fault it is.</param>
/// <param name="Message">What is wrong and what to do.</param>
/// <param name="Line">The line, counted from 1; 0 when the fault has no place.</param>
/// <param name="Column">The column, counted from 1; 0 when the fault has no place.</param>
public sealed record StoreFault(string Path, FaultReason Reason, string Message, int Line, int Column);

/// <summary>
/// Commits could not be followed: they are no longer kept, or the store was replaced. Whoever mirrors the store reads its state anew.
/// </summary>
/// <param name="From">The last commit whose events were handed on.</param>
/// <param name="To">
/// Events go on with the commit after this one. Less than <paramref name="From"/> when another store, whose positions begin anew,
/// stands in the place.
/// </param>
/// <param name="Reason">Why.</param>
public sealed record FeedGap(long From, long To, string Reason);
