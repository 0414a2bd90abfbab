namespace RepoTickets.LogTriage.Http;

/// <summary>A call failed for good: the adapter turns it into an error of its contract.</summary>
/// <param name="message">What happened, with address and status, free of secrets.</param>
/// <param name="isRefusal">The remote answered and refused, and would refuse it again.</param>
/// <param name="status">The status; null when there was no answer.</param>
/// <param name="pause">How long the remote asks to wait.</param>
/// <param name="isSafeToRepeat">The call had no effect, or has none a second time.</param>
/// <param name="innerException">The cause.</param>
internal sealed class RemoteCallException(
    string message,
    bool isRefusal,
    int? status = null,
    TimeSpan? pause = null,
    bool isSafeToRepeat = false,
    Exception? innerException = null)
    : RepoTicketsException(message, innerException)
{
    internal bool IsRefusal { get; } = isRefusal;

    internal int? Status { get; } = status;

    internal TimeSpan? Pause { get; } = pause;

    /// <summary>Decides whether the call is repeated; where it is not, the caller has to find out what happened.</summary>
    internal bool IsSafeToRepeat { get; } = isSafeToRepeat;
}
