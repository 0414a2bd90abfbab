namespace RepoTickets.CommandLine.Frame;

/// <summary>A command cannot do what it was asked. The message says what, where and what to do.</summary>
internal sealed class CommandFailedException(
    int exitCode, string message, Exception? innerException = null) : Exception(message, innerException)
{
    internal int ExitCode { get; } = exitCode;

    internal static CommandFailedException Usage(string message) => new(ExitCodes.Usage, message);

    internal static CommandFailedException NotFound(string message) => new(ExitCodes.NotFound, message);

    internal static CommandFailedException Conflict(string message) => new(ExitCodes.Conflict, message);
}
