namespace RepoTickets;

/// <summary>The base of all errors that RepoTickets reports by exception. Messages say what, where and what to do.</summary>
public abstract class RepoTicketsException : Exception
{
    private protected RepoTicketsException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
