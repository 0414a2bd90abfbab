using System.Globalization;
using Microsoft.Data.Sqlite;

namespace RepoTickets.Benchmarks.Peers;

/// <summary>
/// The honest alternative: one SQLite table with an index on status and time, labels in a table of their own, and an FTS5 table for text.
/// Write-ahead log, flushed at every commit.
/// </summary>
internal sealed class SqliteTickets : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _list;
    private readonly SqliteCommand _search;
    private readonly SqliteCommand _get;

    internal SqliteTickets(string folder)
    {
        _connection = new SqliteConnection($"Data Source={Path.Join(folder, "tickets.db")};Pooling=False");
        _connection.Open();
        Execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;");
        Execute(
            """
            CREATE TABLE ticket(number INTEGER PRIMARY KEY, id TEXT UNIQUE, title TEXT, status TEXT, priority TEXT, assignee TEXT, created INTEGER, updated INTEGER, document BLOB);
            CREATE INDEX ticket_by_status ON ticket(status, priority, created);
            CREATE TABLE label(name TEXT, number INTEGER, PRIMARY KEY(name, number)) WITHOUT ROWID;
            CREATE VIRTUAL TABLE ticket_text USING fts5(text, content='');
            """);
        _list = Command(
            "SELECT id, title, status, priority, assignee, created, updated FROM ticket WHERE status = $status AND priority = $priority " +
            "ORDER BY created DESC LIMIT 100", "$status", "$priority");
        _search = Command(
            "SELECT t.id, t.title FROM ticket_text x JOIN ticket t ON t.number = x.rowid WHERE ticket_text MATCH $text ORDER BY x.rowid " +
            "DESC LIMIT 50", "$text");
        _get = Command("SELECT document FROM ticket WHERE id = $id", "$id");
    }

    internal void Insert(IEnumerable<Ticket> tickets, Func<Ticket, byte[]> encode)
    {
        using var transaction = _connection.BeginTransaction();
        using var ticketCommand = Command(
            "INSERT INTO ticket(id, title, status, priority, assignee, created, updated, document) VALUES ($id, $title, $status, " +
            "$priority, $assignee, $created, $updated, $document)", "$id", "$title", "$status", "$priority", "$assignee", "$created",
            "$updated", "$document");
        using var textCommand = Command("INSERT INTO ticket_text(rowid, text) VALUES (last_insert_rowid(), $text)", "$text");
        using var labelCommand = Command(
            "INSERT OR IGNORE INTO label(name, number) VALUES ($name, (SELECT number FROM ticket WHERE id = $id))", "$name", "$id");
        foreach (var ticket in tickets)
        {
            Set(
                ticketCommand, ticket.Id.Value, ticket.Title, ticket.Status.Value, ticket.Priority.Value, ticket.Assignee,
                ticket.CreatedAt.UtcTicks, ticket.UpdatedAt.UtcTicks, encode(ticket));
            ticketCommand.ExecuteNonQuery();
            Set(textCommand, ticket.Title + "\n" + ticket.Description + "\n" +
                string.Join('\n', ticket.Comments.Select(static comment => comment.Content)));
            textCommand.ExecuteNonQuery();
            foreach (var label in ticket.Labels)
            {
                Set(labelCommand, label, ticket.Id.Value);
                labelCommand.ExecuteNonQuery();
            }
        }

        transaction.Commit();
    }

    internal int List(string status, string priority)
    {
        Set(_list, status, priority);
        using var reader = _list.ExecuteReader();
        var count = 0;
        while (reader.Read())
        {
            // What a caller would build: the same fields as a summary.
            _ = new TicketSummary(
                TicketId.FromStored(reader.GetString(0)), reader.GetString(1), TicketStatus.Parse(reader.GetString(2)),
                TicketPriority.Parse(reader.GetString(3)), [],
                reader.GetString(4), "", null, new DateTimeOffset(reader.GetInt64(5), TimeSpan.Zero),
                new DateTimeOffset(reader.GetInt64(6), TimeSpan.Zero));
            count++;
        }

        return count;
    }

    internal int CountByFilter(string status, string priority, string first, string second)
    {
        using var command = Command(
            "SELECT count(*) FROM ticket t WHERE status = $status AND priority = $priority AND EXISTS (SELECT 1 FROM label l WHERE " +
            "l.name = $first AND l.number = t.number) AND EXISTS (SELECT 1 FROM label l WHERE l.name = $second AND l.number = t.number)",
            "$status", "$priority", "$first", "$second");
        Set(command, status, priority, first, second);
        return Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    internal int Search(string text)
    {
        Set(_search, text);
        using var reader = _search.ExecuteReader();
        var count = 0;
        while (reader.Read())
        {
            _ = (reader.GetString(0), reader.GetString(1));
            count++;
        }

        return count;
    }

    internal byte[]? Get(string id)
    {
        Set(_get, id);
        return (byte[]?)_get.ExecuteScalar();
    }

    public void Dispose()
    {
        _list.Dispose();
        _search.Dispose();
        _get.Dispose();
        _connection.Dispose();
    }

    private void Execute(string text)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string text, params string[] parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = text;
        foreach (var name in parameters)
        {
            command.Parameters.Add(new SqliteParameter(name, null));
        }

        return command;
    }

    private static void Set(SqliteCommand command, params object?[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }
    }
}
