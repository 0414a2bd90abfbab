using Microsoft.Extensions.Logging;

namespace RepoTickets.Telemetry;

/// <summary>Something that a package does on somebody's behalf.</summary>
/// <param name="Name">
/// Names the span, and is the value of the tag <c>repotickets.operation</c>: an area and a verb, such as <c>store.commit</c>.
/// </param>
/// <param name="ScopeLevel">
/// The operation has a logging scope when messages of this level are wanted: the lowest that is written while it runs.
/// </param>
internal sealed record Operation(string Name, LogLevel ScopeLevel = LogLevel.Debug);
