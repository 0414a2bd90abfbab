namespace RepoTickets.Batch.Tests.Properties;

/// <summary>
/// A random batch beside its meaning: for each operation what it does to a ticket, said a second time and independently of the code under
/// test.
/// </summary>
internal sealed class RandomBatch
{
    private readonly Random _random;
    private readonly List<Step> _steps = [];
    private readonly List<string> _log = [];
    private int _names;

    internal RandomBatch(Random random, IReadOnlyDictionary<string, Ticket> model, Fault fault, CancellationTokenSource cancellation)
    {
        _random = random;
        Fault = fault;
        var ids = model.Keys.Order(StringComparer.Ordinal).ToList();
        for (var count = random.Next(1, 12); count > 0; count--)
        {
            AddStep(model, ids);
        }

        if (fault == Fault.InvalidItem)
        {
            Insert(new(BatchOperation.Create(new Ticket { Title = "Wrong", StoryPoints = -1 }), null, IsWrong: true));
        }

        if (fault is Fault.CustomThrows or Fault.UndoThrows or Fault.CancelInCustom || random.Next(3) == 0)
        {
            AddCustoms(fault, cancellation);
        }

        AddDependencies();
        Batch = new(_steps.Select(static step => step.Operation))
        {
            Mode = random.Next(2) == 0 ? BatchMode.Atomic : BatchMode.BestEffort,
            ConflictPolicy = (ConflictPolicy)random.Next(3),
        };
    }

    internal Fault Fault { get; }

    internal TicketBatch Batch { get; }

    internal IReadOnlyList<Step> Steps => _steps;

    /// <summary>What custom operations did: <c>+3</c> for applied, <c>-3</c> for undone.</summary>
    internal IReadOnlyList<string> Log => _log;

    private void AddStep(IReadOnlyDictionary<string, Ticket> model, List<string> ids)
    {
        switch (_random.Next(10))
        {
            case 0 or 1 or 2 or 3:
                Insert(Creation(ids));
                break;
            case 4:
                Insert(Deletion(ids));
                break;
            default:
                Insert(Update(model, ids));
                break;
        }
    }

    private Step Creation(List<string> ids)
    {
        var id = _random.Next(4) switch
        {
            0 => default,
            1 when ids.Count > 0 && _random.Next(4) == 0 => TicketId.Parse(Pick(ids)),

            // A prefix of its own: numbers up to one that was deleted are not given out again.
            1 => TicketId.Parse($"FIXED{_random.Next(1, 100_000)}-1"),
            _ => TicketId.Placeholder($"p{_names++}"),
        };
        var created = new Ticket { Id = id, Title = $"{Pick(["Login", "Export", "Search"])} {_random.Next(100)}" };
        if (_random.Next(3) == 0 && _names > 0)
        {
            created = created with { RelatedTo = [TicketId.Placeholder($"p{_random.Next(_names)}")] };
        }

        return new(BatchOperation.Create(created), null, IsWrong: false);
    }

    private Step Deletion(List<string> ids)
    {
        var id = Target(ids);
        return new(BatchOperation.Delete(id), null, IsWrong: false);
    }

    private Step Update(IReadOnlyDictionary<string, Ticket> model, List<string> ids)
    {
        var id = Target(ids);
        switch (_random.Next(4))
        {
            case 0:
                var name = Pick(["ann", "bob"]);
                return new(BatchOperation.Update(
                    id, TicketPatch.Parse($$"""{"assignee": "{{name}}"}""")), t => t with { Assignee = name }, IsWrong: false);
            case 1 when model.TryGetValue(id.Value, out var original):
                var points = _random.Next(5);
                return new(BatchOperation.Update(
                    original, original with { StoryPoints = points }), t => t with { StoryPoints = points }, IsWrong: false);
            case 2 when _names > 0:
                var other = TicketId.Placeholder($"p{_random.Next(_names)}");
                return new(
                    BatchOperation.Update(id, t => t with { BlockedBy = [other] }), t => t with { BlockedBy = [other] }, IsWrong: false);
            default:
                return new(BatchOperation.Update(
                    id, static t => t with { Title = t.Title + "!" }), static t => t with { Title = t.Title + "!" }, IsWrong: false);
        }
    }

    private TicketId Target(List<string> ids) =>
        _names > 0 && _random.Next(4) == 0 ? TicketId.Placeholder($"p{_random.Next(_names)}")
        : ids.Count == 0 || _random.Next(25) == 0 ? TicketId.Parse("ABSENT-1")
        : TicketId.Parse(Pick(ids));

    private void AddCustoms(Fault fault, CancellationTokenSource cancellation)
    {
        var bad = _random.Next(3);
        for (var i = 0; i < 3; i++)
        {
            var number = i;
            var throws = fault is Fault.CustomThrows or Fault.UndoThrows && i == bad;
            _steps.Add(new(
                BatchOperation.Custom(
                    $"custom {i}",
                    _ =>
                    {
                        if (throws)
                        {
                            throw new InvalidOperationException("Injected.");
                        }

                        if (fault == Fault.CancelInCustom && number == bad)
                        {
                            cancellation.Cancel();
                        }

                        _log.Add($"+{number}");
                        return ValueTask.CompletedTask;
                    },
                    () =>
                    {
                        _log.Add($"-{number}");
                        return fault == Fault.UndoThrows ? throw new IOException("Injected undo.") : ValueTask.CompletedTask;
                    }),
                null,
                IsWrong: throws));
        }
    }

    private void AddDependencies()
    {
        for (var i = 1; i < _steps.Count; i++)
        {
            if (_random.Next(6) == 0)
            {
                _steps[i] = _steps[i] with { Operation = _steps[i].Operation with { DependsOn = [_random.Next(i)] } };
            }
        }
    }

    private void Insert(Step step) => _steps.Insert(_random.Next(_steps.Count + 1), step);

    private string Pick(List<string> items) => items[_random.Next(items.Count)];

    /// <summary>An operation with its meaning.</summary>
    /// <param name="Operation">The operation.</param>
    /// <param name="Change">What an update does.</param>
    /// <param name="IsWrong">It must fail, whatever else happens.</param>
    internal sealed record Step(BatchOperation Operation, Func<Ticket, Ticket>? Change, bool IsWrong);
}
