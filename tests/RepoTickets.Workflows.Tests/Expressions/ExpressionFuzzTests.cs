using System.Globalization;
using System.Text;

namespace RepoTickets.Workflows.Tests.Expressions;

/// <summary>
/// Random texts made of pieces of the language: each is read and evaluated, or refused with the one kind of error. Set REPOTICKETS_SEED to
/// run one seed, which failures print.
/// </summary>
public sealed class ExpressionFuzzTests
{
    private const int Texts = 20_000;

    private static readonly string[] Pieces =
    [
        "1", "0", "2.5", "1e9", "'a'", "\"b\"", "'", "\"", "\\", "true", "false", "null", "steps", "params", "item",
        "steps.build.result.url",
        "steps.write-tests", "params.targets", "params.x", ".", "[", "]", "(", ")", ",", "+", "-", "*", "/", "%", "==", "!=", "<", "<=",
        ">",
        ">=", "=", "!", "&&", "||", "and", "or", "not", "in", "not in", "?", ":", "??", "contains(", "startsWith(", "lower(", "length(",
        "default(", "number(", "text(", "join(", "round(", "x", "\u00e4", "\ud83d", "\0", "${", "}", " ", "\n",
    ];

    public static TheoryData<int> Seeds() => RepoTickets.Tests.Seeds.UpTo(4);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Texts_OfAnyKind_AreReadOrRefusedInOneWay(int seed)
    {
        var random = new Random(seed);
        var context = WorkflowExpressionTests.Context();
        var (read, evaluated) = (0, 0);
        for (var i = 0; i < Texts; i++)
        {
            var text = random.Next(2) == 0 ? Soup(random) : Mutate(Tree(random, 4), random);
            try
            {
                var expression = WorkflowExpression.Parse(text);
                read++;
                expression.Evaluate(context);
                evaluated++;
                WorkflowText.Parse($"a ${{{text}}}").Evaluate(context);
            }
            catch (WorkflowExpressionException exception)
            {
                Assert.True(
                    exception.Position >= 0 && exception.Position <= exception.Expression.Length,
                    $"REPOTICKETS_SEED={seed}: position {exception.Position} in '{text}'.");
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"REPOTICKETS_SEED={seed}: '{text}' gave {exception}", exception);
            }
        }

        Assert.True(read > Texts / 10 && evaluated > Texts / 50, $"REPOTICKETS_SEED={seed}: only {read} read and {evaluated} evaluated.");
    }

    private static string Soup(Random random)
    {
        var text = new StringBuilder();
        for (var i = random.Next(1, 12); i > 0; i--)
        {
            text.Append(Pieces[random.Next(Pieces.Length)]).Append(random.Next(2) == 0 ? " " : "");
        }

        return text.ToString();
    }

    private static string Tree(Random random, int depth) => depth == 0 || random.Next(4) == 0
        ? random.Next(9) switch
        {
            0 => random.Next(100).ToString(CultureInfo.InvariantCulture),
            1 => "'text'",
            2 => "true",
            3 => "null",
            4 => "item",
            5 => "params.targets",
            6 => "steps.build.result.url",
            7 => "[1, 'a', [null]]",
            _ => "steps['write-tests'].result",
        }
        : random.Next(9) switch
        {
            0 => $"({Tree(random, depth - 1)})",
            1 => $"{Tree(random, depth - 1)} {Operator(random)} {Tree(random, depth - 1)}",
            2 => $"not ({Tree(random, depth - 1)})",
            3 => $"text({Tree(random, depth - 1)})",
            4 => $"default({Tree(random, depth - 1)}, {Tree(random, depth - 1)})",
            5 => $"({Tree(random, depth - 1)})[{Tree(random, depth - 1)}]",
            6 => $"({Tree(random, depth - 1)} == null ? {Tree(random, depth - 1)} : {Tree(random, depth - 1)})",
            7 => $"length({Tree(random, depth - 1)})",
            _ => $"-{Tree(random, depth - 1)}",
        };

    private static string Operator(Random random)
    {
        string[] operators = ["+", "-", "*", "/", "%", "==", "!=", "<", ">=", "and", "or", "in", "not in", "??"];
        return operators[random.Next(operators.Length)];
    }

    private static string Mutate(string text, Random random)
    {
        for (var i = random.Next(3) == 0 ? random.Next(1, 4) : 0; i > 0 && text.Length > 0; i--)
        {
            var place = random.Next(text.Length);
            text = random.Next(3) switch
            {
                0 => text.Remove(place, 1),
                1 => text.Insert(place, Pieces[random.Next(Pieces.Length)]),
                _ => text[..place],
            };
        }

        return text;
    }
}
