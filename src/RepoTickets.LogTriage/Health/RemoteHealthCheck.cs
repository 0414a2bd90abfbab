using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace RepoTickets.LogTriage;

/// <summary>A check of one remote, for the host's health checks or for a look before a run.</summary>
/// <param name="Name">The remote: <c>datadog</c>, <c>jira</c> or <c>model</c>.</param>
/// <param name="Check">The check. It writes nothing; that of the model asks for a single token.</param>
public sealed record RemoteHealthCheck(string Name, IHealthCheck Check);
