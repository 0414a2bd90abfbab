namespace RepoTickets.LogTriage;

/// <summary>The kept state of log groups cannot be read or written. Its message says what is wrong and what to do.</summary>
public sealed class GroupStateException : RepoTicketsException
{
    /// <summary>Creates the exception.</summary>
    public GroupStateException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
