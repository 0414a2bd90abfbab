namespace RepoTickets.Workflows.Claims;

/// <summary>What claims allow.</summary>
internal static class ClaimBounds
{
    /// <summary>Attempts of one commit on top of other people's changes, as for updates of documents.</summary>
    internal const int MaximumAttempts = TicketStoreExtensions.MaximumAttempts;

    internal static readonly TimeSpan ShortestDuration = TimeSpan.FromMilliseconds(10);
    internal static readonly TimeSpan LongestDuration = TimeSpan.FromDays(30);

    internal static void CheckHolder(string holder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(holder);
        if (holder.Length > DocumentBounds.TitleLength)
        {
            throw new ArgumentException(
                $"The holder's name is {holder.Length} characters long; at most {DocumentBounds.TitleLength} are allowed.", nameof(holder));
        }
    }

    internal static void CheckDuration(TimeSpan duration)
    {
        if (duration < ShortestDuration || duration > LongestDuration)
        {
            throw new ArgumentOutOfRangeException(
                nameof(duration), duration, $"A lease lasts {ShortestDuration} to {LongestDuration}.");
        }
    }
}
