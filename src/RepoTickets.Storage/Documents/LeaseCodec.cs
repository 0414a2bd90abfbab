namespace RepoTickets.Storage.Documents;

/// <summary>
/// The keys of a lease's file. Its times carry their zone: an hour that the clock shows twice must not make a lease longer.
/// </summary>
internal static class LeaseCodec
{
    internal static Lease Read(MappingReader reader) => new()
    {
        TicketId = TicketId.FromStored(reader.Required("ticket_id")),
        Holder = reader.OptionalText("holder"),
        Token = reader.RequiredCount("token"),
        GrantedAt = reader.RequiredTime("granted_at"),
        ExpiresAt = reader.RequiredTime("expires_at"),
    };

    internal static MappingBuilder Write(MappingBuilder builder, Lease lease) => builder
        .Text("ticket_id", lease.TicketId.Value)
        .Text("holder", lease.Holder)
        .Count("token", lease.Token)
        .Instant("granted_at", lease.GrantedAt)
        .Instant("expires_at", lease.ExpiresAt);
}
