namespace RepoTickets.CommandLine.Store;

/// <summary>What one check of <c>tickets health</c> found.</summary>
internal sealed record HealthFinding(string Check, string Status, string Message)
{
    internal const string Healthy = "healthy";
    internal const string Degraded = "degraded";
    internal const string Unhealthy = "unhealthy";
}
