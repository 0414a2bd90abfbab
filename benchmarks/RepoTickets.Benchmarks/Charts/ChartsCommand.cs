namespace RepoTickets.Benchmarks.Charts;

/// <summary>Pictures of the committed results.</summary>
internal static class ChartsCommand
{
    internal static void Run(CommandArguments arguments) => _ = arguments;
}
