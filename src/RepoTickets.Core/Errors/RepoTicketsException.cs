namespace RepoTickets;

/// <summary>
/// The base of all errors that RepoTickets reports by exception. Messages say what, where and what to do. Each package derives its own.
/// </summary>
public abstract class RepoTicketsException : Exception
{
    /// <summary>An error with a message that says what, where and what to do.</summary>
    protected RepoTicketsException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
