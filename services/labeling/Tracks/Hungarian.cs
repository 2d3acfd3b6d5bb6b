namespace Sightloop.Labeling.Tracks;

/// <summary>The assignment of rows to columns that costs least (Kuhn 1955; potentials and shortest augmenting paths, Jonker and Volgenant 1987). O(rows² columns).</summary>
public static class Hungarian
{
    /// <param name="costs">[rows, columns], finite; a pair that must not be is given a cost above <paramref name="most"/>.</param>
    /// <param name="most">Pairs that cost more are left out of the answer.</param>
    /// <returns>For each row its column, -1 for none.</returns>
    public static int[] Assign(double[,] costs, double most)
    {
        var (rows, columns) = (costs.GetLength(0), costs.GetLength(1));
        if (rows > columns)
        {
            var turned = new double[columns, rows];
            for (var r = 0; r < rows; r++)
            {
                for (var c = 0; c < columns; c++)
                {
                    turned[c, r] = costs[r, c];
                }
            }

            var back = new int[rows];
            Array.Fill(back, -1);
            foreach (var (column, row) in Assign(turned, most).Index().Where(pair => pair.Item >= 0))
            {
                back[row] = column;
            }

            return back;
        }

        var owner = Match(costs, rows, columns);
        var answer = new int[rows];
        Array.Fill(answer, -1);
        for (var c = 1; c <= columns; c++)
        {
            if (owner[c] > 0 && costs[owner[c] - 1, c - 1] <= most)
            {
                answer[owner[c] - 1] = c - 1;
            }
        }

        return answer;
    }

    /// <summary>Row of each column, both from 1; 0 for none. Rows come in one by one, each along the cheapest path.</summary>
    private static int[] Match(double[,] costs, int rows, int columns)
    {
        var (rowPrice, columnPrice, owner, way) = (new double[rows + 1], new double[columns + 1], new int[columns + 1], new int[columns + 1]);
        for (var row = 1; row <= rows; row++)
        {
            owner[0] = row;
            var (column, least, used) = (0, new double[columns + 1], new bool[columns + 1]);
            Array.Fill(least, double.PositiveInfinity);
            do
            {
                used[column] = true;
                var (current, step, next) = (owner[column], double.PositiveInfinity, 0);
                for (var c = 1; c <= columns; c++)
                {
                    if (used[c])
                    {
                        continue;
                    }

                    var reduced = costs[current - 1, c - 1] - rowPrice[current] - columnPrice[c];
                    if (reduced < least[c])
                    {
                        (least[c], way[c]) = (reduced, column);
                    }

                    if (least[c] < step)
                    {
                        (step, next) = (least[c], c);
                    }
                }

                for (var c = 0; c <= columns; c++)
                {
                    if (used[c])
                    {
                        rowPrice[owner[c]] += step;
                        columnPrice[c] -= step;
                    }
                    else
                    {
                        least[c] -= step;
                    }
                }

                column = next;
            }
            while (owner[column] != 0);

            for (; column != 0; column = way[column])
            {
                owner[column] = owner[way[column]];
            }
        }

        return owner;
    }
}
