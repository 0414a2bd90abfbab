namespace RepoTickets.Storage.Repositories;

/// <summary>Runs a tool and gives what it prints. Thread-safe.</summary>
internal interface ICommandRunner
{
    /// <summary>
    /// The standard output; null when the program is not installed, fails, prints too much or takes too long. Arguments reach it as they
    /// are, through no shell.
    /// </summary>
    /// <param name="program">The name, without a folder.</param>
    /// <param name="arguments">One each.</param>
    /// <param name="folder">Where it runs.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    ValueTask<string?> RunAsync(string program, IReadOnlyList<string> arguments, string folder, CancellationToken cancellationToken);
}
