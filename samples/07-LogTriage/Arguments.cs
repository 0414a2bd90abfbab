using System.Globalization;

namespace RepoTickets.Samples.LogTriage;

/// <summary>What was said on the command line.</summary>
internal sealed record Arguments
{
    internal string? File { get; init; }

    internal string? Repository { get; init; }

    internal string CurrentFolder { get; init; } = Directory.GetCurrentDirectory();

    internal bool Real { get; init; }

    internal bool DryRun { get; init; }

    internal bool? Parallel { get; init; }

    internal int? Workers { get; init; }

    internal int? BatchSize { get; init; }

    internal int? MaximumTickets { get; init; }

    internal string? Profile { get; init; }

    internal string? Team { get; init; }

    internal string TeamsFile { get; init; } = "";

    internal bool Check { get; init; }

    /// <summary>As settings by the names that the environment uses, too: what is said here goes before everything else.</summary>
    internal Dictionary<string, string?> ToSettings()
    {
        var settings = new Dictionary<string, string?>();
        // Never left to environment or profile: nothing but --real files tickets.
        Add("AUTO_CREATE_TICKET", Real ? "true" : "false");
        Add("ASYNC_ENABLED", Parallel?.ToString());
        Add("ASYNC_MAX_WORKERS", Text(Workers));
        Add("ASYNC_BATCH_SIZE", Text(BatchSize));
        Add("MAX_TICKETS_PER_RUN", Text(MaximumTickets));
        return settings;

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                settings.Add(name, value);
            }
        }
    }

    private static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);
}
