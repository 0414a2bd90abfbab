namespace RepoTickets.Cli.Tests.Processes;

/// <summary>
/// A test that needs a pseudo-terminal, which the program <c>script</c> of util-linux makes; it is skipped, and says so, where there is
/// none.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TerminalFactAttribute : FactAttribute
{
    public TerminalFactAttribute()
    {
        if (!OperatingSystem.IsLinux() || !File.Exists(Program))
        {
            Skip = $"There is no {Program} here: install the package 'util-linux'.";
        }
    }

    internal static string Program => "/usr/bin/script";
}
