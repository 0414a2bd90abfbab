namespace RepoTickets.CommandLine.Importing;

/// <summary>Something in a file is not what its format says.</summary>
internal sealed class ForeignFaultException(ForeignPlace place, string message) : Exception(message)
{
    internal ForeignPlace Place { get; } = place;
}
