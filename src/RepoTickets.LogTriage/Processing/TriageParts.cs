using System.Globalization;
using Microsoft.Extensions.Logging;
using RepoTickets.LogTriage.Intents;
using RepoTickets.Storage.FileSystem;

namespace RepoTickets.LogTriage.Processing;

/// <summary>What a processor is made of.</summary>
internal sealed record TriageParts
{
    /// <summary>The name of the composition; empty for the usual one.</summary>
    internal string Name { get; init; } = "";

    /// <summary>The grouper of the host; null for one whose memory lies in the folder of triage.</summary>
    internal ILogGrouper? Grouper { get; init; }

    internal LogGrouperOptions GroupingOptions { get; init; } = new();

    internal required ILogAnalyzer Analyzer { get; init; }

    internal required ITicketSink Sink { get; init; }

    internal required TriageOptions Options { get; init; }

    internal required TimeProvider Time { get; init; }

    internal required IIdentifierGenerator Ids { get; init; }

    internal required ILogger Logger { get; init; }

    internal TriageTelemetry Telemetry { get; init; } = TriageTelemetry.Shared;

    internal required IFileSystem Files { get; init; }

    internal required ILogRedactor Redactor { get; init; }

    internal ISimilarityMeasure Similarity { get; init; } = new WordSimilarity();

    internal IEventPublisher? Events { get; init; }

    /// <summary>Strategies of the host; one with a built-in name takes that one's place.</summary>
    internal IReadOnlyList<IDuplicateStrategy> Strategies { get; init; } = [];

    internal string StateRoot => Options.StateFolder
        ?? Path.Join(Path.GetFullPath(Options.RepositoryPath), ".tickets", ".sdk", "triage", FolderNameOf(Name));

    internal StateFolder Folder => new(Files, StateRoot, Logger);

    internal TriageStateSettings StateSettings => new(Time, Ids, Logger);

    /// <summary>Empty for the usual composition. The prefix keeps it apart from what lies in that one's folder.</summary>
    private static string FolderNameOf(string name) => name.Length == 0 ? "" : "of-" + string.Concat(name.Select(SafeOf));

    /// <summary>Two names never become one, not even where a file system does not tell upper from lower case.</summary>
    private static string SafeOf(char c) => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'
        ? c.ToString()
        : string.Create(CultureInfo.InvariantCulture, $"_{(int)c:x4}");
}
