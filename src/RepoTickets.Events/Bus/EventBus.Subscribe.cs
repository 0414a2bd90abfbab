namespace RepoTickets.Events;

/// <content>Subscribing.</content>
internal sealed partial class EventBus
{
    private const string StreamName = "stream";

    public IEventSubscription Subscribe<TData>(
        Func<Event<TData>, CancellationToken, ValueTask> handler, SubscriptionOptions? options = null)
        where TData : notnull
    {
        ArgumentNullException.ThrowIfNull(handler);
        var pattern = EventPattern.Parse(_registry.SlotOf<TData>().Slot.Type);
        return AddHandler(pattern, handler, (made, cancellationToken) => handler((Event<TData>)made, cancellationToken), options);
    }

    public IEventSubscription Subscribe(
        string pattern, Func<Event, CancellationToken, ValueTask> handler, SubscriptionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return AddHandler(EventPattern.Parse(pattern), handler, handler, options);
    }

    public IEventSubscription SubscribeInline<TData>(Action<Event<TData>> handler, Func<Event<TData>, bool>? filter = null)
        where TData : notnull
    {
        ArgumentNullException.ThrowIfNull(handler);
        var pattern = EventPattern.Parse(_registry.SlotOf<TData>().Slot.Type);
        return _registry.Add(HandlerName.Of(handler), name => new InlineSubscription<TData>(_services, name, pattern, handler, filter));
    }

    public IEventSubscription SubscribeInline(string pattern, Action<Event> handler, Func<Event, bool>? filter = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        var parsed = EventPattern.Parse(pattern);
        return _registry.Add(HandlerName.Of(handler), name => new InlinePatternSubscription(_services, name, parsed, handler, filter));
    }

    public IAsyncEnumerable<Event> StreamAsync(
        string pattern = "*", SubscriptionOptions? options = null, CancellationToken cancellationToken = default)
    {
        var parsed = EventPattern.Parse(pattern);
        var rules = SubscriptionRules.Check(options);
        var stream = _registry.Add(rules.Name ?? StreamName, name => new EventStream(_services, name, parsed, rules));
        stream.EndWith(cancellationToken);
        return stream;
    }

    private HandlerSubscription AddHandler(
        EventPattern pattern, Delegate named, Func<Event, CancellationToken, ValueTask> handler, SubscriptionOptions? options)
    {
        var rules = SubscriptionRules.Check(options);
        return _registry.Add(
            rules.Name ?? HandlerName.Of(named), name => new HandlerSubscription(_services, name, pattern, handler, rules));
    }
}
