using System.Reflection;

namespace RepoTickets.Events.Tests.Json;

/// <summary>A random payload of any event type, made from the parameters of its constructor.</summary>
internal sealed class RandomPayloads(int seed)
{
    private static readonly NullabilityInfoContext Nullability = new();

    private readonly Random _random = new(seed);
    private readonly RandomDocuments _documents = new(seed);

    internal object Next(Type type)
    {
        var constructor = type.GetConstructors().Single();
        return constructor.Invoke([.. constructor.GetParameters().Select(Value)]);
    }

    internal Event NextEvent(EventDefinition definition)
    {
        var context = new EventContext
        {
            Source = _documents.Text(),
            Subject = _random.Next(2) == 0 ? null : _documents.Next().Key,
            CorrelationId = _random.Next(2) == 0 ? null : _documents.Text(),
            CausationId = _random.Next(2) == 0 ? null : _documents.Hex(),
            Metadata = _random.Next(2) == 0
                ? null
                : Enumerable.Range(0, 3).ToDictionary(i => $"{i}{_documents.Text()}", _ => _documents.Text()),
        };
        var id = new EventId(_random.NextInt64(), _random.NextInt64(), _random.Next(2) == 0 ? 0 : (ulong)_random.NextInt64() + 1);
        return definition.Create(id, _documents.Time(), Next(definition.DataType), context);
    }

    private object? Value(ParameterInfo parameter)
    {
        var inner = Nullable.GetUnderlyingType(parameter.ParameterType);
        var isOptional = inner is not null || Nullability.Create(parameter).WriteState == NullabilityState.Nullable;
        return isOptional && _random.Next(3) == 0 ? null : Value(inner ?? parameter.ParameterType);
    }

    private object Value(Type type) => type switch
    {
        _ when type == typeof(string) => _documents.Text(),
        _ when type == typeof(bool) => _random.Next(2) == 0,
        _ when type == typeof(int) => _random.Next(),
        _ when type == typeof(long) => _random.NextInt64(),
        _ when type == typeof(DateTimeOffset) => _documents.Time(),
        _ when type == typeof(TicketId) => Ticket(),
        _ when type == typeof(EpicId) => EpicId.Parse(_documents.Id()),
        _ when type == typeof(BacklogItemId) => BacklogItemId.Parse(_documents.Id()),
        _ when type == typeof(AgentId) => AgentId.Parse(_documents.Id()),
        _ when type == typeof(AgentTaskId) => AgentTaskId.Parse(_documents.Id()),
        _ when type == typeof(TicketStatus) => _documents.Ticket().Status,
        _ when type == typeof(TicketPriority) => _documents.Ticket().Priority,
        _ when type == typeof(Comment) =>
            new Comment { Id = _documents.Hex(), Author = _documents.Text(), Content = _documents.Text(), CreatedAt = _documents.Time() },
        _ when type == typeof(ValueList<string>) => Enumerable.Range(0, _random.Next(4)).Select(_ => _documents.Text()).ToValueList(),
        _ when type == typeof(ValueList<TicketId>) => Enumerable.Range(0, _random.Next(4)).Select(_ => Ticket()).ToValueList(),
        { IsEnum: true } => Enum.GetValues(type) is var values ? values.GetValue(_random.Next(values.Length))! : null!,
        _ => throw new NotSupportedException($"Random values of {type} are not made here yet."),
    };

    private TicketId Ticket() => _random.Next(5) == 0 ? TicketId.FromStored(_documents.Text()) : TicketId.Parse(_documents.Id());
}
