namespace RepoTickets.CommandLine.Frame;

/// <summary>The packages tell programs what to call; whoever types commands is told which command does it.</summary>
internal static class CommandWords
{
    private static readonly (string Said, string Meant)[] Words =
    [
        (" Set CreateIfMissing, or make one with TicketStore.Initialize.", ""),
        ("Repair the store", "Run 'tickets repair'"),
        ("repair the store", "run 'tickets repair'"),
        ("Refresh the store, or rebuild the index.", "'tickets rebuild-index' makes it anew."),
        (" Complete, fail or cancel the task first, or delete it.",
            " End the task first: 'tickets agent complete' or 'tickets agent fail'."),
        ("or delete with the policy that cleans them.", "or give '--clean', which removes them in the same commit."),
    ];

    internal static string Of(string message) =>
        Words.Aggregate(message, static (text, word) => text.Replace(word.Said, word.Meant, StringComparison.Ordinal));
}
