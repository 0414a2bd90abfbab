using Microsoft.Extensions.Configuration;

namespace RepoTickets.LogTriage;

/// <summary>Where settings come from. What stands higher here wins, setting by setting.</summary>
public sealed record TriageSettingSources
{
    /// <summary>What the command line says, by the name of the setting such as <c>ASYNC_MAX_WORKERS</c>; null values are not said.</summary>
    public IReadOnlyDictionary<string, string?> CommandLine { get; init; } = new Dictionary<string, string?>();

    /// <summary>What the environment says, by the same names in any case. Default empty: give <see cref="ReadEnvironment"/> for that of the process.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>The profile: <c>development</c>, <c>staging</c>, <c>production</c> or <c>testing</c>; null (default) for none.</summary>
    public string? Profile { get; init; }

    /// <summary>The section of the host's configuration, such as <c>LogTriage</c> of appsettings.json; null (default) for none.</summary>
    public IConfiguration? Configuration { get; init; }

    /// <summary>The environment of the process.</summary>
    public static IReadOnlyDictionary<string, string?> ReadEnvironment() =>
        System.Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
            .ToDictionary(static entry => (string)entry.Key, static entry => (string?)entry.Value, StringComparer.Ordinal);
}
