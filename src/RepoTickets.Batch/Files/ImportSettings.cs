namespace RepoTickets.Batch.Files;

/// <summary>What reading a file needs to know of the store and the clock.</summary>
/// <param name="Configuration">Says which statuses and priorities there are.</param>
/// <param name="Template">What fields have that the file does not name: as with a ticket created by title.</param>
/// <param name="Zone">The zone of times without offset.</param>
/// <param name="Now">When items were made that do not say.</param>
/// <param name="Identifiers">Names items that have no name.</param>
internal sealed record ImportSettings(
    TicketsConfiguration Configuration, Ticket Template, TimeZoneInfo Zone, DateTimeOffset Now, IIdentifierGenerator Identifiers)
{
    internal static async ValueTask<ImportSettings> ReadAsync(Execution.BatchEnvironment environment, CancellationToken cancellationToken)
    {
        var configuration = await environment.Store.GetConfigurationAsync(cancellationToken).ConfigureAwait(false);
        var origin = await environment.Store.GetOriginAsync(cancellationToken).ConfigureAwait(false);
        var template = new Ticket
        {
            Title = "",
            Status = configuration.DefaultStatus,
            Reporter = origin.UserName,
            ReporterEmail = origin.UserEmail,
            Branch = origin.Branch,
        };
        var now = environment.TimeProvider.GetUtcNow();
        return new(
            configuration, template, environment.Options.TimeZone, now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond)),
            environment.Identifiers);
    }
}
