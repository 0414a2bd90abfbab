namespace RepoTickets.Mcp.Policy;

/// <summary>A policy cannot be used. A server never starts with less of a limit than it was given.</summary>
internal sealed class PolicyException(string message, Exception? innerException = null) : Exception(message, innerException);
