namespace RepoTickets.Events;

/// <summary>What a bus has done since it was made.</summary>
public sealed record EventBusStatistics;
