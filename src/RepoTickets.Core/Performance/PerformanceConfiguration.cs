namespace RepoTickets;

/// <summary>What a host changes of the options; Core does without the package of options.</summary>
internal sealed record PerformanceConfiguration(Action<PerformanceOptions> Configure);
